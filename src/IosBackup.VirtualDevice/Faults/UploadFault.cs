namespace IosBackup.VirtualDevice.Faults;

/// <summary>A file whose upload the phone breaks off with an error, and leaves out of the manifest.</summary>
/// <param name="Domain">The file's domain.</param>
/// <param name="RelativePath">The file's path.</param>
/// <param name="Code">The closing code byte: a negated DeviceLink status, 6 or 11 for example.</param>
/// <param name="BlocksBefore">How many blocks of data come before it.</param>
public sealed record UploadFault(string Domain, string RelativePath, byte Code, int BlocksBefore)
{
    /// <summary>The text that goes with the code.</summary>
    public string Message { get; init; } = "Input/output error";

    /// <summary>Whether the phone names the file in the manifest although it never arrived.</summary>
    public bool StaysInManifest { get; init; }
}
