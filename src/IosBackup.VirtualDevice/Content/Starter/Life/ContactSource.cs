namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>The account that holds a contact.</summary>
internal enum ContactSource
{
    /// <summary>iCloud.</summary>
    Cloud,

    /// <summary>The phone alone.</summary>
    Local,

    /// <summary>The company's Exchange server.</summary>
    Exchange,
}
