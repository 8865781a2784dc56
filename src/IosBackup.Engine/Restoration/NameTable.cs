using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using IosBackup.Engine.Cryptography;

namespace IosBackup.Engine.Restoration;

/// <summary>
/// Gives out the names at a destination, each only once. Depends on nothing but the order of what asks, so that an
/// extraction that is repeated finds its files again. Keeps 16 bytes for a file, and the paths of folders.
/// </summary>
/// <param name="keepsNativeNames">Whether names that this system can hold stay as they are.</param>
internal sealed class NameTable(bool keepsNativeNames)
{
    private const int TagDigits = 8;
    private const int LongTagDigits = 32;
    private const string LongPaths = PortableNames.CutMark + "long";

    private readonly Dictionary<ulong, ulong> _owners = [];
    private readonly HashSet<ulong> _reserved = [];
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal) { [""] = "" };
    private readonly bool _isNative = keepsNativeNames && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
    private readonly bool _isCaseSensitive = keepsNativeNames && RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    /// <summary>Bytes of the longest path below the destination.</summary>
    public int LongestPath { get; init; } = 800;

    /// <summary>What stands for an entry, to tell it from others.</summary>
    public static ulong Identify(string backup, string domain, string path) => Hash($"{backup}/{domain}-{path}");

    /// <summary>Gives a path away before anybody asks.</summary>
    /// <remarks>Who it is for gets it, and everybody else gets another.</remarks>
    public void Reserve(string path, ulong owner)
    {
        ulong key = Key(path);
        _owners[key] = owner;
        _reserved.Add(key);
    }

    /// <summary>Gives a folder away before anybody asks.</summary>
    /// <param name="above">The path of the folder above.</param>
    /// <param name="name">What it was called on the phone.</param>
    /// <param name="path">The path it has.</param>
    public void ReserveFolder(string above, string name, string path) => Reserve(path, FolderOwner(above, name));

    /// <summary>Gives a folder its path.</summary>
    /// <param name="wish">The path it had on the phone, below the destination.</param>
    /// <param name="fate">What became of its name.</param>
    public string PlaceFolder(string wish, out NameFate fate)
    {
        fate = NameFate.Kept;
        if (_folders.TryGetValue(wish, out string? known))
        {
            fate = known == wish ? NameFate.Kept : NameFate.Escaped;
            return known;
        }

        if (IsLong(wish))
        {
            return PlaceLong(wish, Hash("folder " + wish), out fate);
        }

        Split(wish, out string above, out string name);
        string folder = PlaceFolder(above, out NameFate fateAbove);
        string placed = Place(folder, name, wish, FolderOwner(folder, name), out fate);
        fate = fate == NameFate.Repeated ? NameFate.Kept : fate;
        fate = fate == NameFate.Kept ? fateAbove : fate;
        _folders.Add(wish, placed);
        return placed;
    }

    /// <summary>Gives a file or link its path.</summary>
    /// <param name="wish">The path it had on the phone, below the destination.</param>
    /// <param name="owner">What it is, by <see cref="Identify"/>.</param>
    /// <param name="fate">What became of its name.</param>
    public string PlaceFile(string wish, ulong owner, out NameFate fate)
    {
        if (IsLong(wish))
        {
            return PlaceLong(wish, owner, out fate);
        }

        Split(wish, out string above, out string name);
        string folder = PlaceFolder(above, out NameFate fateAbove);
        string placed = Place(folder, name, wish, owner, out fate);
        fate = fate == NameFate.Kept ? fateAbove : fate;
        return placed;
    }

    /// <summary>The name that a single part of a path gets when it is alone.</summary>
    public string Escape(string name) => _isNative && name != "." ? name : PortableNames.Escape(name);

    private static ulong FolderOwner(string above, string name) => Hash($"folder {above}/{name}");

    private string Place(string folder, string name, string wish, ulong owner, out NameFate fate)
    {
        string escaped = Escape(name);
        if (PortableNames.IsTooLong(escaped))
        {
            escaped = PortableNames.Cut(escaped, Digest(name, LongTagDigits));
        }

        string path = Join(folder, escaped);
        if (IsLong(path))
        {
            return PlaceLong(wish, owner, out fate);
        }

        if (TryTake(path, owner, out bool again))
        {
            fate = again ? NameFate.Repeated : escaped == name ? NameFate.Kept : NameFate.Escaped;
            return path;
        }

        for (int attempt = 0; ; attempt++)
        {
            string tagged = Join(folder, PortableNames.Tag(escaped, Digest($"{wish}/{owner}/{attempt}", TagDigits)));
            if (TryTake(tagged, owner, out again))
            {
                fate = again ? NameFate.Repeated : NameFate.Tagged;
                return tagged;
            }
        }
    }

    private string PlaceLong(string wish, ulong owner, out NameFate fate)
    {
        Split(wish, out _, out string name);
        string extension = PortableNames.ExtensionOf(Escape(name));
        for (int attempt = 0; ; attempt++)
        {
            string digest = Digest($"{wish}/{owner}/{attempt}", LongTagDigits);
            string path = $"{LongPaths}/{PortableNames.CutMark}{digest}{extension}";
            if (TryTake(path, owner, out bool again))
            {
                fate = again ? NameFate.Repeated : NameFate.Escaped;
                return path;
            }
        }
    }

    private bool TryTake(string path, ulong owner, out bool again)
    {
        ulong key = Key(path);
        again = false;
        if (!_owners.TryGetValue(key, out ulong holder))
        {
            _owners.Add(key, owner);
            return true;
        }

        again = holder == owner && !_reserved.Remove(key);
        return holder == owner;
    }

    private ulong Key(string path) => Hash(_isCaseSensitive ? path : PortableNames.Fold(path));

    private bool IsLong(string path) =>
        path.Length > LongestPath / 3 && Encoding.UTF8.GetByteCount(path) > LongestPath;

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private static void Split(string path, out string above, out string name)
    {
        int slash = path.LastIndexOf('/');
        above = slash < 0 ? string.Empty : path.Substring(0, slash);
        name = path.Substring(slash + 1);
    }

    private static string Digest(string text, int digits) =>
        Hex.Lower(SHA1.HashData(Encoding.UTF8.GetBytes(text))).Substring(0, digits);

    /// <summary>FNV-1a with 64 bits. Paths that meet by chance get a tag that they did not need, no more.</summary>
    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }
}
