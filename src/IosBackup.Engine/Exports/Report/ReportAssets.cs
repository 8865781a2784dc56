using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace IosBackup.Engine.Exports.Report;

/// <summary>The page's one style sheet and one script, and the policy that lets browsers run nothing else.</summary>
internal static class ReportAssets
{
    /// <summary>The style sheet.</summary>
    public static string Style { get; } = Read(typeof(ReportAssets), "report.css");

    /// <summary>The script.</summary>
    public static string Script { get; } = Read(typeof(ReportAssets), "report.js");

    /// <summary>
    /// The content security policy: nothing is loaded from anywhere, pictures come from within, and only what has our
    /// hashes applies.
    /// </summary>
    public static string Policy { get; } =
        $"default-src 'none'; img-src data:; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; "
        + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

    /// <summary>A text that is built into the assembly beside a type.</summary>
    public static string Read(Type beside, string name)
    {
        using Stream stream = beside.Assembly.GetManifestResourceStream(beside, name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    /// <summary>What a policy calls a style or script.</summary>
    public static string Hash(string content) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
