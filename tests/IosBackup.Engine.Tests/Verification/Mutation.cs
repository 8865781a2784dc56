using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace IosBackup.Engine.Tests.Verification;

/// <summary>One defect of one or two files, planted at random; disposal undoes it.</summary>
internal sealed class Mutation : IDisposable
{
    private readonly Dictionary<string, byte[]> _before = [];
    private readonly string _folder;

    private Mutation(string folder, MutationKind kind)
    {
        _folder = folder;
        Kind = kind;
    }

    public MutationKind Kind { get; }

    /// <summary>The damaged files, relative to the backup's folder.</summary>
    public IEnumerable<string> Files => _before.Keys.Select(path => Path.GetRelativePath(_folder, path));

    /// <summary>Damages a backup.</summary>
    public static Mutation Plant(string folder, Random random)
    {
        const double ShareOfMetadata = 0.3;
        string[] all = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        string[] metadata = Directory.GetFiles(folder);
        while (true)
        {
            MutationKind kind = random.GetItems(Enum.GetValues<MutationKind>(), 1)[0];
            bool atMetadata = kind != MutationKind.Swap && random.NextDouble() < ShareOfMetadata;
            string file = random.GetItems(atMetadata ? metadata : all, 1)[0];
            Mutation mutation = new(folder, kind);
            if (mutation.TryDamage(file, all, random))
            {
                return mutation;
            }
        }
    }

    public void Dispose()
    {
        foreach ((string path, byte[] content) in _before)
        {
            File.WriteAllBytes(path, content);
        }
    }

    public override string ToString() => $"{Kind} of {string.Join(" and ", Files)}";

    private bool TryDamage(string file, string[] all, Random random)
    {
        byte[] content = File.ReadAllBytes(file);
        if (Kind == MutationKind.Swap)
        {
            string other = random.GetItems(all, 1)[0];
            byte[] otherContent = File.ReadAllBytes(other);
            bool differs = !content.AsSpan().SequenceEqual(otherContent);
            return differs && IsPayload(file) && IsPayload(other)
                && Write(file, content, otherContent) && Write(other, otherContent, content);
        }

        if (Kind == MutationKind.Remove)
        {
            _before[file] = content;
            File.Delete(file);
            return true;
        }

        byte[]? damaged = Damage(content, random);
        return damaged is not null && !damaged.AsSpan().SequenceEqual(content) && Write(file, content, damaged);
    }

    private byte[]? Damage(byte[] content, Random random)
    {
        if (Kind == MutationKind.Extend)
        {
            byte[] more = new byte[random.Next(1, 40)];
            random.NextBytes(more);
            return [.. content, .. more];
        }

        if (content.Length == 0)
        {
            return null;
        }

        byte[] copy = (byte[])content.Clone();
        int at = random.Next(content.Length);
        switch (Kind)
        {
            case MutationKind.Truncate:
                return content[..at];
            case MutationKind.ZeroFill:
                copy.AsSpan(at, random.Next(1, content.Length - at + 1)).Clear();
                return copy;
            default:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
        }
    }

    private bool Write(string path, byte[] before, byte[] after)
    {
        _before[path] = before;
        File.WriteAllBytes(path, after);
        return true;
    }

    private bool IsPayload(string path) => Path.GetDirectoryName(path) != _folder;
}
