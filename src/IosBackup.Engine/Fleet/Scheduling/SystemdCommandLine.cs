using System.Collections.Generic;
using System.Linq;
using System.Text;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// The value of <c>ExecStart=</c>: systemd.service(5), "Command lines", and systemd.unit(5), "Specifiers". Each
/// argument stands in double quotes, so none is taken for an operator; <c>%%</c> is a percent sign and <c>$$</c> a
/// dollar.
/// </summary>
internal static class SystemdCommandLine
{
    /// <summary>One line that stands for a program and its arguments.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: systemd takes no such path of a program.
    /// </exception>
    public static string Of(IReadOnlyList<string> command) =>
        string.Join(" ", command.Skip(1).Select(Quote).Prepend(Program(command[0])));

    /// <summary>
    /// The program: no variables are replaced in it, and systemd takes none whose path has quotes or backslashes.
    /// </summary>
    private static string Program(string path)
    {
        if (path.IndexOfAny(['"', '\'', '\\']) >= 0 || path[0] != '/')
        {
            throw new EngineException(
                ErrorKind.InvalidArgument, "systemd runs programs of full paths without quotes and backslashes only.")
            {
                Target = path,
            };
        }

        return $"\"{path.Replace("%", "%%")}\"";
    }

    private static string Quote(string argument)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in argument)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '%' => "%%",
                '$' => "$$",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
