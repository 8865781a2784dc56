namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>The keys of the folders that notes lie in.</summary>
internal static class NoteFolders
{
    public const string Notes = "DefaultFolder-CloudKit";
    public const string Trash = "TrashFolder-CloudKit";
    public const string Recipes = "Recipes";
    public const string Wales = "Wales";
    public const string Local = "DefaultFolder-LocalAccount";
}
