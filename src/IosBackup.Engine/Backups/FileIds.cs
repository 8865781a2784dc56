using System.Security.Cryptography;
using System.Text;
using IosBackup.Engine.Cryptography;

namespace IosBackup.Engine.Backups;

/// <summary>
/// The ids under which backups store files: SHA-1 of <c>domain-path</c> in UTF-8 as it is, without normalization.
/// </summary>
public static class FileIds
{
    /// <summary>Digits of an id.</summary>
    public const int Length = 40;

    /// <summary>The id of a file.</summary>
    /// <param name="domain">The domain, <c>HomeDomain</c> for example.</param>
    /// <param name="relativePath">The path below the domain's root; empty for the root.</param>
    public static string Compute(string domain, string relativePath) =>
        Hex.Lower(SHA1.HashData(Encoding.UTF8.GetBytes(domain + "-" + relativePath)));

    /// <summary>Whether a text has the form of an id. Nothing else may become part of a path.</summary>
    public static bool IsValid(string? text)
    {
        if (text?.Length != Length)
        {
            return false;
        }

        foreach (char digit in text)
        {
            if (digit is not ((>= '0' and <= '9') or (>= 'a' and <= 'f')))
            {
                return false;
            }
        }

        return true;
    }
}
