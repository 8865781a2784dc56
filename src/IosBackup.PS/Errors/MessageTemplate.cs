using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using IosBackup.Engine.Errors;
using IosBackup.Output;

namespace IosBackup.Errors;

/// <summary>
/// Fills the texts of the catalogue: <c>{target}</c>, <c>{detail}</c>, <c>{needed}</c>, <c>{free}</c> and
/// <c>{short}</c>. A part in square brackets falls away when one of its values is not known.
/// </summary>
internal static class MessageTemplate
{
    private static readonly Regex s_optional = new(@"\[([^\]]*)\]", RegexOptions.CultureInvariant);
    private static readonly Regex s_placeholder = new(@"\{(\w+)\}", RegexOptions.CultureInvariant);

    public static string Fill(string template, Exception error, string? target)
    {
        Dictionary<string, string?> values = Values(error, target);
        string kept = s_optional.Replace(template, part => IsComplete(part.Groups[1].Value, values)
            ? part.Groups[1].Value
            : string.Empty);
        return s_placeholder.Replace(kept, place => values[place.Groups[1].Value] ?? "it");
    }

    private static Dictionary<string, string?> Values(Exception error, string? target)
    {
        EngineException? known = error as EngineException;
        long? needed = known?.NeededBytes;
        long? free = known?.FreeBytes;
        return new Dictionary<string, string?>
        {
            ["target"] = string.IsNullOrEmpty(target) ? null : _Format.Text(target!),
            ["detail"] = _Format.Text(error.Message),
            ["needed"] = Size(needed),
            ["free"] = Size(free),
            ["short"] = Size(needed - free),
        };
    }

    private static string? Size(long? bytes) => bytes is { } count ? _Format.Size(count) : null;

    private static bool IsComplete(string part, Dictionary<string, string?> values)
    {
        foreach (Match place in s_placeholder.Matches(part))
        {
            if (values[place.Groups[1].Value] is null)
            {
                return false;
            }
        }

        return true;
    }
}
