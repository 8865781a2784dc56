using System;

namespace IosBackup.Engine.Records.Text;

/// <summary>Decides which addresses from a backup may become links in a page.</summary>
internal static class SafeLink
{
    private const int LongestAddress = 4096;

    private static readonly string[] s_schemes = ["http", "https", "mailto", "tel"];

    /// <summary>The address when it is harmless to follow; null when it could run something.</summary>
    public static string? Check(string? address) =>
        address is { Length: > 0 and <= LongestAddress }
        && Uri.TryCreate(address.Trim(), UriKind.Absolute, out Uri? uri)
        && Array.IndexOf(s_schemes, uri.Scheme) >= 0
            ? uri.AbsoluteUri
            : null;
}
