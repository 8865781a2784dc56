using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Observations;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>One client's connection to lockdown.</summary>
internal sealed class LockdownConversation
{
    private readonly VirtualPhone _phone;
    private readonly PhoneConnection _connection;
    private readonly PlistChannel _channel;
    private PairedHost? _host;
    private string? _sessionId;
    private bool _startTls;

    public LockdownConversation(VirtualPhone phone, PhoneConnection connection)
    {
        _phone = phone;
        _connection = connection;
        _channel = new PlistChannel(connection.Stream);
    }

    private bool HasSession => _sessionId is not null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _channel.ReadAsync(cancellationToken) is PlistDictionary request)
        {
            PlistDictionary reply = Answer(request);
            await Task.Delay(_phone.Faults.AnswerDelay, cancellationToken);
            await _channel.WriteAsync(reply, cancellationToken);
            if (_startTls)
            {
                _startTls = false;
                _channel.Stream = await SecureChannel.AcceptAsync(_channel.Stream, _host!, _phone.Faults);
            }
        }
    }

    private PlistDictionary Answer(PlistDictionary request)
    {
        string verb = request.GetString("Request") ?? "";
        PlistDictionary reply = verb switch
        {
            "QueryType" => new PlistDictionary { ["Type"] = "com.apple.mobile.lockdown" },
            "GetValue" => GetValue(request),
            "SetValue" => SetValue(request),
            "RemoveValue" => RemoveValue(request),
            "Pair" => _phone.Trust.Pair(request, _connection.Link),
            "ValidatePair" => ValidatePair(request),
            "Unpair" => Unpair(request),
            "StartSession" => StartSession(request),
            "StopSession" => StopSession(request),
            "StartService" => StartService(request),
            "Goodbye" => new PlistDictionary(),
            "EnterRecovery" => NotePowerCommand("EnterRecovery"),
            _ => Refuse(LockdownErrors.UnknownRequest),
        };
        reply["Request"] = verb;
        return reply;
    }

    private PlistDictionary GetValue(PlistDictionary request)
    {
        string? domain = request.GetString("Domain");
        string? key = request.GetString("Key");
        if (!HasSession && !_phone.Values.IsPublic(domain, key))
        {
            return Refuse(LockdownErrors.GetProhibited);
        }

        PlistNode? value = key is null
            ? _phone.Values.GetDomain(domain, publicOnly: !HasSession)
            : _phone.Values.GetDomain(domain, publicOnly: !HasSession)[key];
        PlistDictionary reply = value is null
            ? Refuse(LockdownErrors.MissingValue)
            : new PlistDictionary { ["Value"] = value };
        reply["Domain"] = request["Domain"];
        reply["Key"] = request["Key"];
        return reply;
    }

    private PlistDictionary SetValue(PlistDictionary request)
    {
        if (request.GetString("Key") is not string key)
        {
            return Refuse(LockdownErrors.MissingKey);
        }

        if (request["Value"] is not PlistNode value)
        {
            return Refuse(LockdownErrors.MissingValue);
        }

        string? domain = request.GetString("Domain");
        if (!HasSession && key != "UntrustedHostBUID")
        {
            return Refuse(LockdownErrors.SetProhibited);
        }

        if (LockdownValues.IsFixed(domain, key))
        {
            return Refuse(LockdownErrors.ImmutableValue);
        }

        _phone.Values.Set(domain, key, value);
        return new PlistDictionary { ["Domain"] = request["Domain"], ["Key"] = key, ["Value"] = value };
    }

    private PlistDictionary RemoveValue(PlistDictionary request)
    {
        if (!HasSession)
        {
            return Refuse(LockdownErrors.SessionInactive);
        }

        if (request.GetString("Key") is not string key)
        {
            return Refuse(LockdownErrors.MissingKey);
        }

        string? domain = request.GetString("Domain");
        if (LockdownValues.IsFixed(domain, key))
        {
            return Refuse(LockdownErrors.ImmutableValue);
        }

        _phone.Values.Set(domain, key, null);
        return new PlistDictionary { ["Domain"] = request["Domain"], ["Key"] = key };
    }

    private PlistDictionary ValidatePair(PlistDictionary request) =>
        request.GetDictionary("PairRecord")?.GetString("HostID") is not string hostId
            ? Refuse(LockdownErrors.MissingHostId)
            : _phone.Trust.Find(hostId) is null
                ? Refuse(LockdownErrors.InvalidHostId)
                : new PlistDictionary();

    private PlistDictionary Unpair(PlistDictionary request) =>
        request.GetDictionary("PairRecord")?.GetString("HostID") is not string hostId
            ? Refuse(LockdownErrors.MissingHostId)
            : _phone.Trust.Remove(hostId)
                ? new PlistDictionary()
                : Refuse(LockdownErrors.InvalidHostId);

    private PlistDictionary StartSession(PlistDictionary request)
    {
        if (HasSession)
        {
            return Refuse(LockdownErrors.SessionActive);
        }

        if (request.GetString("HostID") is not string hostId)
        {
            return Refuse(LockdownErrors.MissingHostId);
        }

        if (_phone.Trust.Find(hostId) is not PairedHost host)
        {
            return Refuse(LockdownErrors.InvalidHostId);
        }

        if (_phone.IsProtected && _phone.LockState == LockState.LockedSinceStart)
        {
            return Refuse(LockdownErrors.PasswordProtected);
        }

        _host = host;
        _sessionId = Guid.NewGuid().ToString().ToUpperInvariant();
        _startTls = true;
        _phone.Observations.Note(ObservationKind.SessionStarted, hostId);
        return new PlistDictionary { ["SessionID"] = _sessionId, ["EnableSessionSSL"] = true };
    }

    private PlistDictionary StopSession(PlistDictionary request)
    {
        if (request.GetString("SessionID") is not string sessionId)
        {
            return Refuse(LockdownErrors.MissingSessionId);
        }

        if (sessionId != _sessionId)
        {
            return Refuse(LockdownErrors.InvalidSessionId);
        }

        _sessionId = null;
        return new PlistDictionary();
    }

    private PlistDictionary StartService(PlistDictionary request)
    {
        if (request.GetString("Service") is not string name)
        {
            return Refuse(LockdownErrors.MissingService);
        }

        _phone.Observations.Note(ObservationKind.ServiceRequested, name);
        if (ServiceTable.Find(name) is not ServiceDefinition definition)
        {
            return Refuse(LockdownErrors.InvalidService);
        }

        PairedHost? host = HasSession ? _host : null;
        if (host is null && definition.NeedsSession)
        {
            return Refuse(LockdownErrors.SessionInactive);
        }

        ReadOnlyMemory<byte>? escrowBag = request.GetData("EscrowBag");
        if (definition.NeedsUnlockedData && FindLock(host!, escrowBag) is string error)
        {
            return Refuse(error);
        }

        if (_phone.Faults.RefusedServices.TryGetValue(name, out string? refusal))
        {
            return Refuse(refusal);
        }

        bool escrowBagSent = escrowBag is not null;
        if (definition.IsExclusive && !_phone.Backups.MayStartSession())
        {
            return Refuse(LockdownErrors.ServiceLimit);
        }

        PlistDictionary reply = new()
        {
            ["Service"] = name,
            ["Port"] = _phone.OpenService(new StartedService(definition, host, escrowBagSent)),
        };
        reply["EnableServiceSSL"] = host is null ? null : true;
        return reply;
    }

    /// <summary>Why a computer does not get at data now; null when it does.</summary>
    private string? FindLock(PairedHost host, ReadOnlyMemory<byte>? escrowBag)
    {
        if (!_phone.IsProtected)
        {
            return null;
        }

        bool opens = escrowBag is ReadOnlyMemory<byte> bag && bag.Span.SequenceEqual(host.EscrowBag);
        return !opens ? LockdownErrors.PasswordProtected
            : _phone.LockState == LockState.LockedSinceStart ? LockdownErrors.EscrowLocked
            : null;
    }

    private PlistDictionary NotePowerCommand(string command)
    {
        _phone.Observations.Note(ObservationKind.PowerCommand, command);
        return new PlistDictionary();
    }

    private static PlistDictionary Refuse(string error) => new() { ["Error"] = error };
}
