namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>A contact's name at a messenger or social network.</summary>
internal sealed record OnlineName(string Service, string UserName, string? Url = null);
