using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// A conversation with lockdown, the device's doorkeeper: values, pairing, sessions, start of services. In plain text
/// until a session begins, TLS from then on. Calls may come from several tasks; they take turns.
/// </summary>
internal sealed class LockdownClient : IDisposable
{
    /// <summary>The port that lockdown listens on.</summary>
    public const int Port = 62078;

    private const string ProtocolVersion = "2";

    private readonly PlistConnection _connection;
    private readonly DeviceTimeouts _timeouts;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string? _udid;
    private string? _sessionId;

    /// <param name="stream">The pipe to lockdown.</param>
    /// <param name="timeouts">How long to wait for what.</param>
    /// <param name="udid">The device that errors are about.</param>
    public LockdownClient(DeviceStream stream, DeviceTimeouts timeouts, string? udid = null)
    {
        _connection = new PlistConnection(stream);
        _timeouts = timeouts;
        _udid = udid;
    }

    /// <summary>The UDID as the device itself spells it; known in trusted sessions.</summary>
    public string? DeviceUdid { get; set; }

    /// <summary>Connects to the lockdown of a device.</summary>
    public static async Task<LockdownClient> ConnectAsync(
        UsbmuxClient mux, UsbmuxDevice device, CancellationToken cancellation) =>
        new(await mux.ConnectAsync(device, Port, cancellation), mux.Timeouts, device.Udid);

    /// <summary>What answers: <c>com.apple.mobile.lockdown</c>, or another name in restore mode.</summary>
    public async Task<string> QueryTypeAsync(CancellationToken cancellation)
    {
        PlistDictionary reply = await RequestAsync("QueryType", [], cancellation);
        return reply.GetString("Type") ?? throw Incomplete("QueryType", "Type");
    }

    /// <summary>
    /// Reads a value; null when the device has none of that name. Without a key the whole domain is read, as a dictionary;
    /// the domain null is the global one.
    /// </summary>
    public async Task<PlistNode?> GetValueAsync(string? domain, string? key, CancellationToken cancellation)
    {
        try
        {
            return (await RequestAsync("GetValue", Place(domain, key), cancellation))["Value"];
        }
        catch (EngineException e) when (e.Is(LockdownError.MissingValue))
        {
            return null;
        }
    }

    public Task SetValueAsync(string? domain, string key, PlistNode value, CancellationToken cancellation)
    {
        PlistDictionary request = Place(domain, key);
        request["Value"] = value;
        return RequestAsync("SetValue", request, cancellation);
    }

    public Task RemoveValueAsync(string? domain, string key, CancellationToken cancellation) =>
        RequestAsync("RemoveValue", Place(domain, key), cancellation);

    /// <summary>Begins a trusted session; the device expects TLS right after.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PairingRequired"/>: the device does not know the record (any more).
    /// <see cref="ErrorKind.DeviceLocked"/>: it was not unlocked since it started.
    /// </exception>
    public async Task StartSessionAsync(PairRecord record, CancellationToken cancellation)
    {
        PlistDictionary request = new()
        {
            ["HostID"] = record.HostId,
            ["SystemBUID"] = record.SystemBuid,
        };
        PlistDictionary reply = await RequestAsync("StartSession", request, cancellation);
        _sessionId = reply.GetString("SessionID") ?? throw Incomplete("StartSession", "SessionID");
        if (reply.GetBoolean("EnableSessionSSL") != true)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, "The device offers a session without TLS.");
        }
    }

    /// <summary>Goes on in TLS.</summary>
    public Task SecureAsync(TlsCredentials credentials, CancellationToken cancellation) =>
        credentials.SecureAsync(_connection.Stream, _timeouts.Handshake, cancellation);

    /// <summary>Ends the session, if there is one. The connection is of no use afterwards: close it.</summary>
    public async Task StopSessionAsync(CancellationToken cancellation)
    {
        if (_sessionId is string session)
        {
            await RequestAsync("StopSession", new PlistDictionary { ["SessionID"] = session }, cancellation);
            _sessionId = null;
        }
    }

    /// <summary>Asks to be trusted. A challenge to a supervision identity is an answer, not an error.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.TrustPending"/>, <see cref="ErrorKind.DeviceLocked"/>: ask again later.
    /// <see cref="ErrorKind.PairingDenied"/>, <see cref="ErrorKind.PairingForbidden"/>,
    /// <see cref="ErrorKind.CableRequired"/>, <see cref="ErrorKind.PairingRequired"/>: the record was refused.
    /// </exception>
    public async Task<PairingReply> PairAsync(
        PairRecord record, PlistDictionary options, string hostName, CancellationToken cancellation)
    {
        PlistDictionary request = PairingRequest(record);
        request["HostName"] = hostName;
        request["PairingOptions"] = options;
        PlistDictionary reply = await ExchangeAsync("Pair", request, cancellation);
        ReadOnlyMemory<byte>? challenge = reply.GetDictionary("ExtendedResponse")?.GetData("PairingChallenge");
        bool challenged = LockdownErrors.Parse(reply.GetString("Error")) == LockdownError.MCChallengeRequired;
        return challenged && challenge is not null
            ? new PairingReply(null, challenge)
            : new PairingReply(Check(reply, "Pair").GetData("EscrowBag"), null);
    }

    /// <summary>Makes the record valid for services; of use before iOS 7 only.</summary>
    public Task ValidatePairAsync(PairRecord record, CancellationToken cancellation) =>
        RequestAsync("ValidatePair", PairingRequest(record), cancellation);

    /// <summary>Has the device forget this computer.</summary>
    public Task UnpairAsync(PairRecord record, CancellationToken cancellation) =>
        RequestAsync("Unpair", PairingRequest(record), cancellation);

    /// <summary>Starts a service; the port it gives has to be used at once, and once.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ServiceUnavailable"/>, <see cref="ErrorKind.DeviceLocked"/>.
    /// </exception>
    public async Task<LockdownService> StartServiceAsync(
        string name, ReadOnlyMemory<byte>? escrowBag, CancellationToken cancellation)
    {
        PlistDictionary request = new() { ["Service"] = name };
        if (escrowBag is ReadOnlyMemory<byte> bag)
        {
            request["EscrowBag"] = new PlistData(bag);
        }

        PlistDictionary reply = await RequestAsync("StartService", request, cancellation);
        long port = reply.GetInteger("Port") ?? throw Incomplete("StartService", "Port");
        return port is > 0 and <= ushort.MaxValue
            ? new LockdownService(name, (int)port, reply.GetBoolean("EnableServiceSSL") == true)
            : throw new EngineException(ErrorKind.ProtocolViolation, $"The device started {name} on port {port}.");
    }

    /// <summary>Takes leave; devices close the connection then.</summary>
    public Task GoodbyeAsync(CancellationToken cancellation) => RequestAsync("Goodbye", [], cancellation);

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private static PlistDictionary Place(string? domain, string? key)
    {
        PlistDictionary request = [];
        request["Domain"] = domain is null ? null : new PlistString(domain);
        request["Key"] = key is null ? null : new PlistString(key);
        return request;
    }

    private static PlistDictionary PairingRequest(PairRecord record) => new()
    {
        ["PairRecord"] = record.PublicPart(),
        ["ProtocolVersion"] = ProtocolVersion,
    };

    private static EngineException Incomplete(string request, string key) =>
        new(ErrorKind.ProtocolViolation, $"The device answered {request} without {key}.");

    private async Task<PlistDictionary> RequestAsync(
        string verb, PlistDictionary request, CancellationToken cancellation) =>
        Check(await ExchangeAsync(verb, request, cancellation), verb);

    private async Task<PlistDictionary> ExchangeAsync(
        string verb, PlistDictionary request, CancellationToken cancellation)
    {
        request["Label"] = HostProgram.Name;
        request["Request"] = verb;
        await _turn.WaitAsync(cancellation);
        try
        {
            return await _connection.ExchangeAsync(request, _timeouts.Reply, $"lockdown {verb}", cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Since iOS 5 a failure is an <c>Error</c>, before it was a <c>Result</c> as well. The echo of the request's verb is
    /// not looked at: some devices answer Unpair as ValidatePair.
    /// </summary>
    private PlistDictionary Check(PlistDictionary reply, string verb)
    {
        if (reply.GetString("Error") is string error)
        {
            throw LockdownErrors.ToException(error, verb, _udid);
        }

        return reply.GetString("Result") is null or "Success"
            ? reply
            : throw LockdownErrors.ToException("Failure", verb, _udid);
    }
}
