using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace IosBackup.VirtualDevice.Content.Starter;

/// <summary>Lets time pass on a virtual phone.</summary>
public static class StarterLife
{
    /// <summary>
    /// Lets three days pass: messages, calls and photos come in, a note is thrown away, documents come and go, settings
    /// change. Entries that stay as they are stay the same objects. The same content and seed give the same days.
    /// </summary>
    /// <param name="content">The phone before.</param>
    /// <param name="seed">Decides what happens.</param>
    public static StarterChanges Advance(StarterContent content, int seed)
    {
        StarterContent made = StarterPhone.Create(content.Options, [.. content.Episodes, seed]);
        Dictionary<(string, string), PhoneFile> before =
            content.Files.ToDictionary(static file => (file.Domain, file.RelativePath));
        List<PhoneFile> files = [];
        List<PhoneFile> changed = [];
        foreach (PhoneFile file in made.Files)
        {
            bool isUnchanged = before.TryGetValue((file.Domain, file.RelativePath), out PhoneFile? old)
                && IsSame(old, file);
            before.Remove((file.Domain, file.RelativePath));
            files.Add(isUnchanged ? old! : file);
            if (!isUnchanged)
            {
                changed.Add(file);
            }
        }

        StarterContent after = new(
            made.Options, made.Episodes, files, made.Apps, made.MediaFiles, made.Truth);
        return new StarterChanges(after, changed, [.. before.Values]);
    }

    private static bool IsSame(PhoneFile one, PhoneFile other)
    {
        PhoneFile bare = one with { Content = null, ExtendedAttributes = null };
        return bare == other with { Content = null, ExtendedAttributes = null }
            && IsSame(one.ExtendedAttributes, other.ExtendedAttributes)
            && IsSame(one.Content, other.Content);
    }

    private static bool IsSame(IReadOnlyDictionary<string, byte[]>? one, IReadOnlyDictionary<string, byte[]>? other)
    {
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        return one.Count == other.Count && one.All(pair =>
            other.TryGetValue(pair.Key, out byte[]? value) && pair.Value.AsSpan().SequenceEqual(value));
    }

    private static bool IsSame(PhoneFileContent? one, PhoneFileContent? other)
    {
        if (one is null || other is null || one.Length != other.Length)
        {
            return one is null && other is null;
        }

        using Stream first = one.Open();
        using Stream second = other.Open();
        byte[] buffer = new byte[16 * 1024];
        byte[] otherBuffer = new byte[buffer.Length];
        for (int read = Fill(first, buffer); read > 0; read = Fill(first, buffer))
        {
            if (Fill(second, otherBuffer) != read || !buffer.AsSpan(0, read).SequenceEqual(otherBuffer.AsSpan(0, read)))
            {
                return false;
            }
        }

        return true;
    }

    private static int Fill(Stream stream, byte[] buffer)
    {
        int count = 0;
        int read;
        while (count < buffer.Length && (read = stream.Read(buffer, count, buffer.Length - count)) > 0)
        {
            count += read;
        }

        return count;
    }
}
