namespace IosBackup.Engine.PropertyLists;

/// <summary>A truth value.</summary>
public sealed class PlistBoolean : PlistNode
{
    private PlistBoolean(bool value)
    {
        Value = value;
    }

    /// <summary>The true value.</summary>
    public static PlistBoolean True { get; } = new(true);

    /// <summary>The false value.</summary>
    public static PlistBoolean False { get; } = new(false);

    /// <summary>The truth value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value ? "true" : "false";
}
