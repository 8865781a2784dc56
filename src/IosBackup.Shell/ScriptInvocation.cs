using System.Collections.Generic;
using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace IosBackup.Shell;

/// <summary>Writes the command that runs a script with the arguments of a command line.</summary>
internal static partial class ScriptInvocation
{
    public static string Text(string path, IEnumerable<string> arguments)
    {
        // Dot-sourced, so that its variables are there when the prompt follows.
        StringBuilder text = new(". " + Quoted(path));
        foreach (string argument in arguments)
        {
            text.Append(' ').Append(Argument(argument));
        }

        return text.ToString();
    }

    private static string Argument(string argument)
    {
        Match name = ParameterName().Match(argument);
        if (!name.Success)
        {
            return Quoted(argument);
        }

        string value = argument[name.Length..];
        return value.Length == 0 ? name.Value : name.Value + (Literals().IsMatch(value) ? value : Quoted(value));
    }

    private static string Quoted(string text) =>
        "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";

    [GeneratedRegex(@"^-[A-Za-z]\w*(:|$)")]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"^\$(true|false|null)$", RegexOptions.IgnoreCase)]
    private static partial Regex Literals();
}
