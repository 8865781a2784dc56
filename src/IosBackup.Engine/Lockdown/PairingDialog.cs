using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// Asks a device for trust again and again, always offering the same record, until somebody has answered on the device.
/// </summary>
internal sealed class PairingDialog(
    UsbmuxClient mux, UsbmuxDevice device, PairingOptions options, IProgress<PairingStep>? progress) : IDisposable
{
    private LockdownClient? _lockdown;
    private PairRecord? _offer;
    private PairingStep? _step;

    /// <summary>Gives the record that the device accepted, with its escrow bag when it gave one.</summary>
    public async Task<PairRecord> RunAsync(CancellationToken cancellation)
    {
        Report(PairingStep.Asking);
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                _lockdown ??= await LockdownClient.ConnectAsync(mux, device, cancellation);
                _offer ??= await CreateOfferAsync(_lockdown, cancellation);
                return await AskAsync(_lockdown, _offer, cancellation);
            }
            catch (EngineException e) when (IsWorthWaiting(e.Kind) && waited.Elapsed < options.Timeout)
            {
                Note(e.Kind);
            }

            await Task.Delay(options.PollInterval, cancellation);
        }
    }

    public void Dispose() => _lockdown?.Dispose();

    private static bool IsWorthWaiting(ErrorKind kind) =>
        kind is ErrorKind.TrustPending or ErrorKind.DeviceLocked or ErrorKind.DeviceDisconnected;

    private void Note(ErrorKind kind)
    {
        if (kind == ErrorKind.DeviceDisconnected)
        {
            // Lockdown may hang up between two questions; whether the device is still there shows at the next.
            _lockdown?.Dispose();
            _lockdown = null;
        }
        else
        {
            Report(kind == ErrorKind.TrustPending ? PairingStep.TrustPending : PairingStep.DeviceLocked);
        }
    }

    private void Report(PairingStep step)
    {
        if (_step != step)
        {
            _step = step;
            progress?.Report(step);
        }
    }

    private async Task<PairRecord> AskAsync(
        LockdownClient lockdown, PairRecord offer, CancellationToken cancellation)
    {
        PlistDictionary first = new() { ["ExtendedPairingErrors"] = true };
        if (options.SupervisionIdentity is not null)
        {
            first["SupervisorCertificate"] = options.SupervisionIdentity.Certificate;
        }

        PairingReply reply = await lockdown.PairAsync(offer, first, options.HostName, cancellation);
        if (reply.Challenge is ReadOnlyMemory<byte> challenge && options.SupervisionIdentity is not null)
        {
            byte[] response = options.SupervisionIdentity.Sign(challenge.ToArray());
            reply = await lockdown.PairAsync(
                offer, new PlistDictionary { ["ChallengeResponse"] = response }, options.HostName, cancellation);
        }

        if (reply.Challenge is not null)
        {
            throw LockdownErrors.ToException(nameof(LockdownError.MCChallengeRequired), "Pair", device.Udid);
        }

        return reply.EscrowBag is { Length: > 0 } bag ? offer.WithEscrowBag(bag) : offer;
    }

    private async Task<PairRecord> CreateOfferAsync(LockdownClient lockdown, CancellationToken cancellation)
    {
        PlistNode? key = await lockdown.GetValueAsync(null, "DevicePublicKey", cancellation);
        PlistNode? values = await lockdown.GetValueAsync(null, null, cancellation);
        PairingCertificates certificates = options.CreateCertificates((key as PlistData)?.Value
            ?? throw new EngineException(ErrorKind.ProtocolViolation, "The device shows no public key."));
        return PairRecord.Create(
            certificates,
            Guid.NewGuid().ToString("D").ToUpperInvariant(),
            await mux.ReadBuidAsync(cancellation),
            (values as PlistDictionary)?.GetString("WiFiAddress"));
    }
}
