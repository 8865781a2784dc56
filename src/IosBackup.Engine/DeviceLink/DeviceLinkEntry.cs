using System;

namespace IosBackup.Engine.DeviceLink;

/// <summary>An entry of a directory listing that the device asked for.</summary>
internal readonly record struct DeviceLinkEntry(string Name, bool IsDirectory, long Size, DateTimeOffset LastModified);
