using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// Command lines that programs on Windows take apart into the arguments that went in.
/// </summary>
/// <remarks>
/// The rules of quotes and backslashes are those of "Parsing C command-line arguments" in Microsoft's documentation of
/// the C runtime. Task Scheduler also replaces <c>%NAME%</c> (remarks on ExecAction) and <c>$(Arg0)</c>
/// (IRegisteredTask::Run), and knows no escape for either. Both characters therefore stand outside of quotes, between
/// quotes: programs see no difference, and Task Scheduler sees no name.
/// </remarks>
internal static class WindowsCommandLine
{
    /// <summary>One line that stands for all arguments.</summary>
    public static string Of(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    private static string Quote(string argument)
    {
        if (argument.Length > 0 && argument.All(static c => c is not (' ' or '"' or '\t' or '%' or '$')))
        {
            return argument;
        }

        StringBuilder line = new("\"");
        int backslashes = 0;
        foreach (char c in argument)
        {
            if (c is '"')
            {
                line.Append('\\', backslashes + 1);
            }
            else if (IsReplaced(c))
            {
                line.Append('\\', backslashes).Append('"').Append(c);
            }

            line.Append(IsReplaced(c) ? '"' : c);
            backslashes = c is '\\' ? backslashes + 1 : 0;
        }

        return line.Append('\\', backslashes).Append('"').ToString();
    }

    private static bool IsReplaced(char c) => c is '%' or '$';
}
