using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.DeviceLink;
using IosBackup.VirtualDevice.Faults;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Sends files, and takes down what the manifest will say about them.</summary>
internal sealed class FileUploader(RunContext context) : IDisposable
{
    private readonly DeviceLinkChannel _channel = context.Drive.Peer.Channel;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private long _bytesSent;

    /// <summary>Sends a file. Null when a fault broke it off and the manifest is not to know it.</summary>
    public async ValueTask<BackupFile?> SendAsync(ScannedFile scanned)
    {
        PhoneFile file = scanned.File;
        BackupFile record = scanned.Record;
        using FileKey? key = context.Keys.ClassKeys?.NewKey(record.ProtectionClass);
        await _channel.WriteNameAsync(DevicePaths.Of(file.Domain, file.RelativePath), context.CancellationToken);
        await _channel.WriteNameAsync(
            HostLayout.Payload(context.Layout.Snapshot, record.FileId), context.CancellationToken);
        UploadFault? fault = context.Faults.UploadFaults.FirstOrDefault(entry =>
            entry.Domain == file.Domain && entry.RelativePath == file.RelativePath);
        bool hashes = DomainRules.HasDigests(file.Domain);
        bool complete = await SendContentAsync(file.Content, key, hashes, fault);
        byte[] digest = hashes ? _hash.GetHashAndReset() : [];
        return complete || fault!.StaysInManifest
            ? record with { EncryptionKey = key?.Wrapped ?? default, Digest = digest }
            : null;
    }

    public void Dispose() => _hash.Dispose();

    /// <summary>Sends the blocks of a file; false when a fault broke it off.</summary>
    private async ValueTask<bool> SendContentAsync(
        PhoneFileContent? content, FileKey? key, bool hashes, UploadFault? fault)
    {
        using Stream stored = Open(content, key);
        for (int blocks = 0; fault is null || blocks < fault.BlocksBefore; blocks++)
        {
            ArraySegment<byte> block =
                await _channel.WriteBlockFromAsync(stored, BlockCode.Data, context.CancellationToken);
            if (block.Count == 0)
            {
                break;
            }

            if (hashes)
            {
                _hash.AppendData(block.Array!, block.Offset, block.Count);
            }

            _bytesSent += block.Count;
            if (context.Faults.DisconnectAfterUploadedBytes is long limit && _bytesSent > limit)
            {
                await _channel.BreakOffAsync((int)Math.Min(block.Count, _bytesSent - limit), context.CancellationToken);
            }
        }

        byte[] message = fault is null ? [] : Encoding.UTF8.GetBytes(fault.Message);
        await _channel.WriteBlockAsync(fault?.Code ?? BlockCode.Success, message, context.CancellationToken);
        return fault is null;
    }

    private Stream Open(PhoneFileContent? content, FileKey? key)
    {
        Stream plain = content?.Open(context.Keys.ClassKeys) ?? Stream.Null;
        return key is null ? plain : new CbcEncryptStream(plain, key);
    }
}
