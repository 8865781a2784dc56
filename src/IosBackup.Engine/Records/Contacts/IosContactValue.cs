namespace IosBackup;

/// <summary>A value of a card.</summary>
/// <param name="Label">What it is: <c>Mobile</c>, <c>Home</c>, or the user's own word; null without one.</param>
/// <param name="Value">The value.</param>
public sealed record IosContactValue(string? Label, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
