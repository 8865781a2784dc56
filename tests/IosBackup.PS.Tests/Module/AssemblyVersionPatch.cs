using System;
using System.Buffers.Binary;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace IosBackup.PS.Tests.Module;

/// <summary>Makes another version of an assembly: the same code, but another number.</summary>
internal static class AssemblyVersionPatch
{
    private const int VersionOffsetInRow = 4;

    public static void Write(string source, string target, Version version)
    {
        byte[] image = File.ReadAllBytes(source);
        using PEReader reader = new(new MemoryStream(image));
        int at = reader.PEHeaders.MetadataStartOffset + VersionOffsetInRow
            + reader.GetMetadataReader().GetTableMetadataOffset(TableIndex.Assembly);
        foreach (int part in new[] { version.Major, version.Minor, version.Build, version.Revision })
        {
            BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(at), (ushort)part);
            at += sizeof(ushort);
        }

        File.WriteAllBytes(target, image);
    }
}
