namespace IosBackup.Engine.Records.Messages;

/// <summary>A class of an archived object.</summary>
internal sealed class TypedClass(string name)
{
    public string Name { get; } = name;

    public TypedClass? Super { get; set; }
}
