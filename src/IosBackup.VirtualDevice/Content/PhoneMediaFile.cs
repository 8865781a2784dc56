namespace IosBackup.VirtualDevice.Content;

/// <summary>A file that the phone's media folder (<c>/var/mobile/Media</c>) shows through AFC.</summary>
/// <param name="Path">The path below the media folder, without a leading slash.</param>
/// <param name="Content">The bytes; null is an empty file.</param>
/// <param name="LastModified">When the content last changed, in Unix seconds.</param>
public sealed record PhoneMediaFile(string Path, PhoneFileContent? Content, long LastModified);
