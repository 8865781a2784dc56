using System;
using System.Collections.Generic;
using IosBackup.Engine.Errors;

namespace IosBackup.Restoration;

/// <summary>Refuses a second whole backup where one fits: a folder would mix them, a device keep the last.</summary>
/// <param name="refusal">What is said then.</param>
internal sealed class SingleBackupRule(string refusal)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a place for a backup.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>: another has it.</exception>
    public void Take(string target)
    {
        if (!_taken.Add(target))
        {
            throw new EngineException(ErrorKind.InvalidArgument, refusal) { Target = target };
        }
    }
}
