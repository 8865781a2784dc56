using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using IosBackup.Shell.Commands.Items;

namespace IosBackup.Shell.Commands.Text;

[Cmdlet(VerbsCommon.Select, "String", DefaultParameterSetName = PathSet)]
public sealed class SelectStringCommand : ItemCommand
{
    private readonly List<(string Pattern, Regex Regex)> _patterns = [];
    private int _inputLine;
    private bool _found;

    [Parameter(Mandatory = true, Position = 0)]
    public string[] Pattern { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("FullName")]
    public override string[]? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Input")]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter SimpleMatch { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter NotMatch { get; set; }

    [Parameter]
    public SwitchParameter AllMatches { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public SwitchParameter Raw { get; set; }

    protected override void BeginProcessing()
    {
        RegexOptions options = CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase;
        foreach (string pattern in Pattern)
        {
            _patterns.Add((pattern, new Regex(SimpleMatch ? Regex.Escape(pattern) : pattern, options)));
        }
    }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Input")
        {
            Search("", ++_inputLine, InputObject?.ToString() ?? "");
            return;
        }

        foreach (string path in FilePaths())
        {
            int number = 0;
            foreach (string line in File.ReadLines(path))
            {
                Search(path, ++number, line);
            }
        }
    }

    protected override void EndProcessing()
    {
        if (Quiet)
        {
            WriteObject(_found);
        }
    }

    private void Search(string path, int number, string line)
    {
        foreach ((string pattern, Regex regex) in _patterns)
        {
            Match first = regex.Match(line);
            if (first.Success == NotMatch)
            {
                continue;
            }

            _found = true;
            if (!Quiet)
            {
                Match[] matches = !first.Success ? [] : AllMatches ? [.. regex.Matches(line).Cast<Match>()] : [first];
                string file = path.Length == 0 ? "InputStream" : System.IO.Path.GetFileName(path);
                WriteObject(Raw ? line : new TextMatch(path, file, number, line, pattern, matches));
            }

            return;
        }
    }
}
