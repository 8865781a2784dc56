using System;
using System.IO;
using Xunit;

namespace IosBackup.Tests;

/// <summary>
/// Foreign bytes to test against. They are not part of the project: tests that need them look for the folder beside the
/// project's root (or where IOSBACKUP_SHARED says) and are skipped with a notice where it is absent.
/// </summary>
internal static class ConformanceData
{
    /// <summary>The project's root folder.</summary>
    public static string Root { get; } = FindRoot();

    private static string Shared { get; } =
        Environment.GetEnvironmentVariable("IOSBACKUP_SHARED") ?? Path.Combine(Root, "..", "shared");

    /// <summary>The path of a conformance file or folder; skips the running test when it is not there.</summary>
    public static string Conformance(params string[] parts) => Find("conformance", parts);

    /// <summary>The path of a vector file or folder; skips the running test when it is not there.</summary>
    public static string Vectors(params string[] parts) => Find("vectors", parts);

    private static string Find(string folder, string[] parts)
    {
        string path = Path.GetFullPath(Path.Combine([Shared, folder, .. parts]));
        Assert.SkipUnless(
            Path.Exists(path), $"The conformance data is not here: {folder}/{string.Join('/', parts)}");
        return path;
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "IosBackup.psd1")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not run below the project's folder.");
    }
}
