using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;

namespace IosBackup.Engine.Tests;

/// <summary>What a folder holds, to compare it with what it held.</summary>
internal static class FolderContents
{
    /// <summary>Path and hash of every file, in order.</summary>
    public static string[] Describe(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(folder, path)} {Hash(path)}")
            .Order(StringComparer.Ordinal)];

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}
