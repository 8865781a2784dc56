using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// Where pair records are: with the usbmux service, which shares them with the other programs of the computer, else in a
/// folder of our own. Apple's folders are never written directly.
/// </summary>
internal sealed class PairRecordStore(UsbmuxClient mux, string? folder = null)
{
    private readonly PairRecordFolder _folder = new(folder ?? PairRecordFolder.DefaultPath);

    /// <summary>The record of a device; null when there is none that can be used.</summary>
    public async Task<PairRecord?> FindAsync(string udid, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte>? shared = await mux.ReadPairRecordAsync(udid, cancellation);
        return TryParse(shared) ?? TryParse(_folder.Read(udid));
    }

    /// <summary>
    /// Stores a record and gives it as it was stored. A record without an escrow bag takes over the bag of the one that
    /// it replaces: a good bag is never lost to none.
    /// </summary>
    public async Task<PairRecord> SaveAsync(UsbmuxDevice device, PairRecord record, CancellationToken cancellation)
    {
        if (!record.HasEscrowBag
            && await FindAsync(device.Udid, cancellation) is { HasEscrowBag: true } former)
        {
            record = record.WithEscrowBag(former.EscrowBag!.Value);
        }

        byte[] bytes = record.ToBytes();
        try
        {
            await mux.SavePairRecordAsync(device.Udid, bytes, device, cancellation);
            _folder.Delete(device.Udid);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.DestinationUnavailable or ErrorKind.ProtocolViolation)
        {
            _folder.Write(device.Udid, bytes);
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
        }

        return record;
    }

    /// <summary>Removes the record of a device from both places; false when there was none.</summary>
    public async Task<bool> DeleteAsync(string udid, CancellationToken cancellation)
    {
        bool own = _folder.Delete(udid);
        return await mux.DeletePairRecordAsync(udid, cancellation) || own;
    }

    private static PairRecord? TryParse(ReadOnlyMemory<byte>? bytes)
    {
        try
        {
            return bytes is ReadOnlyMemory<byte> record ? PairRecord.Parse(record.Span) : null;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PairingRequired)
        {
            return null;
        }
    }
}
