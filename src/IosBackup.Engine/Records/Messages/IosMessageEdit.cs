using System;

namespace IosBackup;

/// <summary>What a message said before it was edited.</summary>
/// <param name="Part">The bubble, counted from zero.</param>
/// <param name="Date">When it said so.</param>
/// <param name="Text">What it said.</param>
public sealed record IosMessageEdit(int Part, DateTimeOffset? Date, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
