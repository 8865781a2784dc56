using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Mux;
using IosBackup.VirtualDevice.Observations;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>The computers that a phone trusts, and how it comes to trust them.</summary>
public sealed class TrustCenter
{
    private readonly VirtualPhone _phone;
    private readonly ConcurrentDictionary<string, PairedHost> _hosts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Stopwatch> _dialogs = new(StringComparer.Ordinal);
    private SupervisionChallenge? _challenge;

    internal TrustCenter(VirtualPhone phone)
    {
        _phone = phone;
    }

    /// <summary>What the user does when asked.</summary>
    public TrustAnswer Answer { get; set; } = TrustAnswer.Trust;

    /// <summary>How long the question stays on the screen before the user answers.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>Whether a supervised phone may be paired with computers that are not its organization's.</summary>
    public bool PairingAllowed { get; set; } = true;

    /// <summary>Whether any computer is trusted.</summary>
    public bool TrustsAnyone => !_hosts.IsEmpty;

    /// <summary>Forgets every computer, as "Reset Location &amp; Privacy" does.</summary>
    public void Forget()
    {
        _hosts.Clear();
        _dialogs.Clear();
    }

    internal PairedHost? Find(string hostId) => _hosts.TryGetValue(hostId, out PairedHost? host) ? host : null;

    internal bool Remove(string hostId)
    {
        bool removed = _hosts.TryRemove(hostId, out _);
        if (removed)
        {
            _phone.Observations.Note(ObservationKind.Unpaired, hostId);
        }

        return removed;
    }

    /// <summary>Answers a request to be paired.</summary>
    internal PlistDictionary Pair(PlistDictionary request, LinkKind link)
    {
        if (request.GetDictionary("PairRecord") is not PlistDictionary record)
        {
            return Refuse(LockdownErrors.MissingPairRecord);
        }

        if (record.GetString("HostID") is not string hostId)
        {
            return Refuse(LockdownErrors.MissingHostId);
        }

        if (link == LinkKind.Network)
        {
            return Refuse(LockdownErrors.PairingProhibited);
        }

        if (_phone.IsProtected)
        {
            // A computer that is trusted already is confirmed, but gets no escrow bag.
            return Find(hostId) is null ? Refuse(LockdownErrors.PasswordProtected) : new PlistDictionary();
        }

        return PairRecordReader.Read(hostId, record) is PairedHost host
            ? Decide(host, request.GetDictionary("PairingOptions") ?? new PlistDictionary())
            : Refuse(LockdownErrors.InvalidPairRecord);
    }

    private PlistDictionary Decide(PairedHost host, PlistDictionary options)
    {
        if (Find(host.HostId) is not null)
        {
            return Accept(host);
        }

        if (options.GetData("ChallengeResponse") is ReadOnlyMemory<byte> response)
        {
            bool answered = _phone.Options.SupervisorCertificate is byte[] certificate
                && _challenge?.IsAnsweredBy(response.ToArray(), certificate) == true;
            _challenge = null;
            return answered ? Accept(host) : Refuse(LockdownErrors.ManagementProtected);
        }

        if (_phone.Options.SupervisorCertificate is byte[] supervisor)
        {
            if (options.GetData("SupervisorCertificate") is ReadOnlyMemory<byte> presented)
            {
                return presented.Span.SequenceEqual(supervisor)
                    ? Challenge()
                    : Refuse(LockdownErrors.ManagementProtected);
            }

            if (!PairingAllowed)
            {
                return Refuse(LockdownErrors.ManagementProtected);
            }
        }

        return AskUser(host);
    }

    private PlistDictionary AskUser(PairedHost host)
    {
        Stopwatch shown = _dialogs.GetOrAdd(host.HostId, static _ => Stopwatch.StartNew());
        bool answered = Answer != TrustAnswer.None && shown.Elapsed >= AnswerDelay;
        if (!answered)
        {
            return Refuse(LockdownErrors.PairingDialogPending);
        }

        _dialogs.TryRemove(host.HostId, out _);
        return Answer == TrustAnswer.Trust ? Accept(host) : Refuse(LockdownErrors.UserDeniedPairing);
    }

    private PlistDictionary Accept(PairedHost host)
    {
        _hosts[host.HostId] = host;
        _phone.Observations.Note(ObservationKind.Paired, host.HostId);
        return new PlistDictionary { ["EscrowBag"] = host.EscrowBag };
    }

    private PlistDictionary Challenge()
    {
        _challenge = new SupervisionChallenge();
        PlistDictionary refusal = Refuse(LockdownErrors.ManagementChallengeRequired);
        refusal["ExtendedResponse"] = new PlistDictionary { ["PairingChallenge"] = _challenge.Bytes };
        return refusal;
    }

    private static PlistDictionary Refuse(string error) => new() { ["Error"] = error };
}
