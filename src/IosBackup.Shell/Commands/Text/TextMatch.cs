using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace IosBackup.Shell.Commands.Text;

/// <summary>A line that Select-String found.</summary>
public sealed record TextMatch(
    string Path, string Filename, int LineNumber, string Line, string Pattern, IReadOnlyList<Match> Matches)
{
    public override string ToString() => Path.Length == 0 ? Line : $"{Path}:{LineNumber}:{Line}";
}
