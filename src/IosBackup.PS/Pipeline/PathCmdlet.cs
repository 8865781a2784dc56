using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace IosBackup.Pipeline;

/// <summary>The base of cmdlets that take files or folders: -Path with wildcards, or -LiteralPath without.</summary>
public abstract class PathCmdlet : EngineCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    [Parameter(
        ParameterSetName = PathSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The paths of the current record; the current folder when none was given.</summary>
    private protected IReadOnlyList<string> ResolvedPaths { get; private set; } = [];

    private protected override void PrepareRecord()
    {
        FileSystemPaths paths = new(SessionState);
        List<string> resolved = [];
        foreach (string path in LiteralPath ?? [])
        {
            resolved.Add(paths.ResolveLiteral(path));
        }

        foreach (string path in Path ?? [])
        {
            resolved.AddRange(paths.Resolve(path));
        }

        ResolvedPaths = LiteralPath is null && Path is null ? [paths.Current] : resolved;
    }
}
