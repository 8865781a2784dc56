using System.IO;
using System.IO.Compression;

namespace IosBackup.Engine.Tests.Records;

/// <summary>Reads samples that come in archives.</summary>
internal static class ZipContent
{
    public static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        using MemoryStream bytes = new();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
