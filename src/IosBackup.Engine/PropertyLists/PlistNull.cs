namespace IosBackup.Engine.PropertyLists;

/// <summary>The null of binary property lists (marker 0x00). XML has no form for it.</summary>
public sealed class PlistNull : PlistNode
{
    private PlistNull()
    {
    }

    /// <summary>The one instance.</summary>
    public static PlistNull Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "null";
}
