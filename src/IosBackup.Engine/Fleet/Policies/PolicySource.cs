using System;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>A policy file, as errors name it.</summary>
/// <param name="Path">Its absolute path.</param>
internal sealed record PolicySource(string Path)
{
    private const int LongestKey = 60;

    /// <summary>An error about the file as a whole.</summary>
    public EngineException Error(string message, Exception? inner = null) =>
        new(ErrorKind.PolicyInvalid, message, inner) { Target = Path };

    /// <summary>An error about a place in it. Values are not quoted: one may be a secret.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="key">The key with those around it (<c>keep.daily</c>); empty for the whole.</param>
    /// <param name="message">What is wrong, or wanted.</param>
    public EngineException Error(int line, string key, string message)
    {
        string shown = key.Length > LongestKey ? $"{key.Remove(LongestKey)}..." : key;
        string place = FormattableString.Invariant($"{Path}, line {line}");
        return new EngineException(ErrorKind.PolicyInvalid, message)
        {
            Target = shown.Length == 0 ? place : $"{place}, {shown}",
        };
    }
}
