using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Policies;

/// <summary>What a nested command wrote.</summary>
internal sealed class NestedResult
{
    /// <summary>Its objects, without PowerShell's wrapping.</summary>
    public List<object> Output { get; } = [];

    /// <summary>Its errors; the one that ended it, if one did, comes last.</summary>
    public List<ErrorRecord> Errors { get; } = [];

    /// <summary>Its warnings.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The objects of a type.</summary>
    public IReadOnlyList<T> As<T>() => [.. Output.OfType<T>()];
}
