using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Tests.Backups;

/// <summary>Writes Manifest.mbdb as iOS 5 to 9 did.</summary>
internal static class MbdbWriter
{
    public static byte[] Write(IEnumerable<BackupFile> files)
    {
        using MemoryStream output = new();
        output.Write([(byte)'m', (byte)'b', (byte)'d', (byte)'b', 5, 0]);
        foreach (BackupFile file in files)
        {
            WriteText(output, file.Domain);
            WriteText(output, file.RelativePath);
            WriteText(output, file.LinkTarget);
            WriteData(output, file.Digest.IsEmpty ? null : file.Digest.ToArray());
            WriteData(output, file.EncryptionKey.IsEmpty ? null : file.EncryptionKey.ToArray());
            WriteNumber(output, file.Mode == 0 ? UnixMode.TypeOf(file.Kind) | 0x1A4 : file.Mode, 2);
            WriteNumber(output, (long)file.Inode, 8);
            WriteNumber(output, file.UserId, 4);
            WriteNumber(output, file.GroupId, 4);
            WriteNumber(output, file.LastModified, 4);
            WriteNumber(output, file.LastStatusChange, 4);
            WriteNumber(output, file.Birth, 4);
            WriteNumber(output, file.Size, 8);
            WriteNumber(output, file.ProtectionClass, 1);
            WriteAttributes(output, file.ExtendedAttributes);
        }

        return output.ToArray();
    }

    private static void WriteAttributes(Stream output, ReadOnlyMemory<byte> list)
    {
        PlistDictionary attributes = list.IsEmpty ? new PlistDictionary() : PropertyList.ParseDictionary(list.Span);
        WriteNumber(output, attributes.Count, 1);
        foreach ((string name, PlistNode value) in attributes)
        {
            WriteText(output, name);
            WriteData(output, ((PlistData)value).Value.ToArray());
        }
    }

    private static void WriteText(Stream output, string? text) =>
        WriteData(output, text is null ? null : Encoding.UTF8.GetBytes(text));

    private static void WriteData(Stream output, byte[]? data)
    {
        WriteNumber(output, data?.Length ?? ushort.MaxValue, 2);
        output.Write(data ?? []);
    }

    private static void WriteNumber(Stream output, long number, int length)
    {
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8)
        {
            output.WriteByte((byte)(number >> shift));
        }
    }
}
