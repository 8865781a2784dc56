using System;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Puts pictures into a page.</summary>
internal static class ReportImage
{
    /// <summary>
    /// A picture as an address that holds it; null for all that is not certainly a JPEG or PNG file, since other forms
    /// of pictures can contain more than pictures.
    /// </summary>
    public static string? ToUri(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> jpeg = [0xFF, 0xD8, 0xFF];
        ReadOnlySpan<byte> png = [0x89, (byte)'P', (byte)'N', (byte)'G'];
        string? type = bytes.StartsWith(jpeg) ? "jpeg" : bytes.StartsWith(png) ? "png" : null;
        return type is null ? null : $"data:image/{type};base64,{Convert.ToBase64String(bytes.ToArray())}";
    }
}
