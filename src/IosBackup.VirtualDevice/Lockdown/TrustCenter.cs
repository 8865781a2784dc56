using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using IosBackup.Engine.Lockdown;
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
    private readonly ConcurrentDictionary<string, bool> _denied = new(StringComparer.Ordinal);
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
        AskAgain();
    }

    /// <summary>Forgets what the user answered, as happens when the phone is plugged in anew.</summary>
    internal void AskAgain()
    {
        _dialogs.Clear();
        _denied.Clear();
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
            return Refuse(LockdownError.MissingPairRecord);
        }

        if (record.GetString("HostID") is not string hostId)
        {
            return Refuse(LockdownError.MissingHostID);
        }

        if (link == LinkKind.Network)
        {
            return Refuse(LockdownError.PairingProhibitedOverThisConnection);
        }

        if (_phone.IsProtected)
        {
            // A computer that is trusted already is confirmed, but gets no escrow bag.
            return Find(hostId) is null ? Refuse(LockdownError.PasswordProtected) : new PlistDictionary();
        }

        return PairRecordReader.Read(hostId, record) is PairedHost host
            ? Decide(host, record, request.GetDictionary("PairingOptions") ?? new PlistDictionary())
            : Refuse(LockdownError.InvalidPairRecord);
    }

    private PlistDictionary Decide(PairedHost host, PlistDictionary record, PlistDictionary options)
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
            return answered ? Accept(host) : Refuse(LockdownError.MCProtected);
        }

        if (_phone.Options.SupervisorCertificate is byte[] supervisor)
        {
            if (options.GetData("SupervisorCertificate") is ReadOnlyMemory<byte> presented)
            {
                return presented.Span.SequenceEqual(supervisor)
                    ? Challenge()
                    : Refuse(LockdownError.MCProtected);
            }

            if (!PairingAllowed)
            {
                return Refuse(LockdownError.MCProtected);
            }
        }

        // Computers make a new identifier for every attempt, but go by the same name.
        return AskUser(host, record.GetString("SystemBUID") ?? host.HostId);
    }

    private PlistDictionary AskUser(PairedHost host, string computer)
    {
        if (_denied.ContainsKey(computer))
        {
            return Refuse(LockdownError.UserDeniedPairing);
        }

        Stopwatch shown = _dialogs.GetOrAdd(computer, static _ => Stopwatch.StartNew());
        bool answered = Answer != TrustAnswer.None && shown.Elapsed >= AnswerDelay;
        if (!answered)
        {
            return Refuse(LockdownError.PairingDialogResponsePending);
        }

        _dialogs.TryRemove(computer, out _);
        if (Answer == TrustAnswer.Trust)
        {
            return Accept(host);
        }

        _denied[computer] = true;
        return Refuse(LockdownError.UserDeniedPairing);
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
        PlistDictionary refusal = Refuse(LockdownError.MCChallengeRequired);
        refusal["ExtendedResponse"] = new PlistDictionary { ["PairingChallenge"] = _challenge.Bytes };
        return refusal;
    }

    private static PlistDictionary Refuse(LockdownError error) => new() { ["Error"] = error.ToString() };
}
