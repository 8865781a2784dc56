using System;

namespace IosBackup.VirtualDevice.Content;

/// <summary>What names an entry of a phone's file system. Ordered so that folders come before what they hold.</summary>
internal readonly record struct PhoneFileKey(string Domain, string RelativePath) : IComparable<PhoneFileKey>
{
    public int CompareTo(PhoneFileKey other)
    {
        int order = string.CompareOrdinal(Domain, other.Domain);
        return order != 0 ? order : string.CompareOrdinal(RelativePath, other.RelativePath);
    }
}
