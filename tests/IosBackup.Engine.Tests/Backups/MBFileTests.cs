using System;
using System.Linq;
using System.Text;
using CsCheck;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Cryptography;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class MBFileTests
{
    private static readonly BackupFile s_sample = new()
    {
        FileId = FileIds.Compute("HomeDomain", "Library/Ünïcode 🔑"),
        Domain = "HomeDomain",
        RelativePath = "Library/Ünïcode 🔑",
        Kind = FileKind.File,
        RowFlags = 1,
        Mode = 0x81A4,
        Size = 5_000_000_000,
        LastModified = -1,
        LastStatusChange = 1_638_501_497,
        Birth = 0,
        UserId = -2,
        GroupId = 501,
        Inode = ulong.MaxValue,
        ProtectionClass = 3,
        Flags = 128,
        EncryptionKey = Bytes(44, 1),
        Digest = Bytes(20, 2),
        ExtendedAttributes = Bytes(700, 3),
    };

    [Fact]
    public void The_example_of_a_file_decodes()
    {
        BackupFile file = Decode("Library/SMS/sms.db", 1, Example("file_with_key_and_digest"));

        Assert.Equal(FileFlaws.None, file.Flaws);
        Assert.Equal("3d0d7e5fb2ce288813306e4d4636395e047a3d28", file.FileId);
        Assert.Equal("sms.db", file.Name);
        Assert.Equal((278528, 33188, 501, 501, 45856ul, 4, 0),
            (file.Size, file.Mode, file.UserId, file.GroupId, file.Inode, file.ProtectionClass, file.Flags));
        Assert.Equal((1638501497, 1638501497, 1638501497), (file.LastModified, file.LastStatusChange, file.Birth));
        Assert.Equal(new DateTimeOffset(2021, 12, 3, 3, 18, 17, TimeSpan.Zero), file.LastWriteTime);
        Assert.Equal(44, file.EncryptionKey.Length);
        Assert.Equal(4, file.EncryptionKey.Span[0]);
        Assert.Equal(20, file.Digest.Length);
        Assert.True(file.ExtendedAttributes.IsEmpty);
    }

    [Fact]
    public void The_example_of_a_domains_root_decodes()
    {
        BackupFile file = Decode(string.Empty, 2, Example("directory"));

        Assert.Equal(FileFlaws.None, file.Flaws);
        Assert.Equal("70765829101933f25994c71bbee6dfd685535bff", file.FileId);
        Assert.Equal((16841, 17ul, 1610674692), (file.Mode, file.Inode, file.Birth));
        Assert.False(file.IsEncrypted);
    }

    [Fact]
    public void The_example_of_a_link_decodes()
    {
        BackupFile file = Decode("timezone/localtime", 4, Example("symlink"));

        Assert.Equal(FileFlaws.None, file.Flaws);
        Assert.Equal("/var/db/timezone/zoneinfo/Europe/London", file.LinkTarget);
    }

    [Theory]
    [InlineData("file_with_key_and_digest", "Library/SMS/sms.db", 1)]
    [InlineData("directory", "", 2)]
    [InlineData("symlink", "timezone/localtime", 4)]
    public void What_is_encoded_has_the_archive_that_phones_write(string example, string path, int flags)
    {
        byte[] real = Example(example);

        PlistDictionary made = PropertyList.ParseDictionary(MBFileEncoder.Encode(Decode(path, flags, real)));

        Assert.Equal(PropertyList.ParseDictionary(real), made);
    }

    [Fact]
    public void Every_value_survives_encoding() => AssertSame(s_sample, Decode(s_sample, MBFileEncoder.Encode(s_sample)));

    [Fact]
    public void Arbitrary_files_survive_encoding() =>
        Gen.Select(Gen.Long, Gen.Int, Gen.Long, Gen.ULong, Gen.Byte.Array[0, 300], Gen.String[Gen.Char.AlphaNumeric, 0, 400])
            .Sample(static (size, number, time, inode, bytes, text) =>
            {
                BackupFile file = s_sample with
                {
                    RelativePath = text,
                    Size = size,
                    UserId = number,
                    LastModified = time,
                    Inode = inode,
                    Digest = bytes,
                    ExtendedAttributes = default,
                };
                AssertSame(file, Decode(file, MBFileEncoder.Encode(file)));
            });

    [Fact]
    public void References_of_any_width_and_form_are_followed()
    {
        PlistArray objects = new(Enumerable.Repeat<PlistNode>("$null", 300));
        objects.Add("Library/x");
        objects.Add(new PlistDictionary
        {
            ["RelativePath"] = new PlistUid(300),
            ["Digest"] = new PlistDictionary { ["CF$UID"] = 302 },
            ["EncryptionKey"] = new byte[44],
            ["Mode"] = new PlistUid(303),
            ["Size"] = 7,
        });
        objects.Add(new PlistDictionary { ["NS.data"] = new PlistUid(304) });
        objects.Add(0x81A4);
        objects.Add(new byte[20]);
        byte[] archive = Archive(objects, new PlistDictionary { ["root"] = new PlistUid(301) });

        BackupFile file = Decode("Library/x", 1, archive);

        Assert.Equal(FileFlaws.None, file.Flaws);
        Assert.Equal((20, 44, 7), (file.Digest.Length, file.EncryptionKey.Length, file.Size));
    }

    [Fact]
    public void Missing_fields_have_defaults_and_a_missing_size_is_marked()
    {
        byte[] archive = Archive(
            new PlistArray(["$null", new PlistDictionary { ["RelativePath"] = "a", ["Mode"] = 0x81A4 }]),
            new PlistDictionary { ["object"] = new PlistUid(1) });

        BackupFile file = Decode("a", 1, archive);

        Assert.Equal(FileFlaws.SizeMissing, file.Flaws);
        Assert.Equal((0, 0, 0), (file.Size, file.LastModified, file.UserId));
    }

    [Fact]
    public void Contradictions_are_marked()
    {
        byte[] archive = MBFileEncoder.Encode(s_sample);

        BackupFile file = BackupFileDecoder.Decode("../../etc/passwd", "HomeDomain", "elsewhere"u8, 2, archive);

        Assert.Equal(FileFlaws.PathDiffers | FileFlaws.KindDiffers | FileFlaws.FileIdInvalid, file.Flaws);
        Assert.Equal(FileKind.None, Decode("x", 3, archive).Kind);
        Assert.Equal(FileKind.File, Decode("x", 1 | 32 | 128, archive).Kind);
    }

    [Fact]
    public void References_in_circles_and_to_nowhere_cost_nothing()
    {
        PlistArray objects = new([
            "$null",
            new PlistDictionary
            {
                ["RelativePath"] = new PlistUid(2),
                ["Digest"] = new PlistUid(1),
                ["EncryptionKey"] = new PlistUid(ulong.MaxValue),
                ["Size"] = new PlistUid(0),
                ["$class"] = new PlistUid(1),
            },
            new PlistUid(2),
        ]);

        BackupFile file = Decode("a", 1, Archive(objects, new PlistDictionary { ["root"] = new PlistUid(1) }));

        Assert.Equal(FileFlaws.SizeMissing | FileFlaws.PathDiffers | FileFlaws.KindDiffers, file.Flaws);
        Assert.True(file.Digest.IsEmpty);
        Assert.False(file.IsEncrypted);
    }

    [Fact]
    public void Every_prefix_of_a_record_is_marked_as_damaged()
    {
        byte[] archive = MBFileEncoder.Encode(s_sample);
        for (int length = 0; length < archive.Length; length++)
        {
            Assert.Equal(
                FileFlaws.RecordDamaged, Decode(s_sample, archive.AsSpan(0, length)).Flaws & FileFlaws.RecordDamaged);
        }
    }

    [Fact]
    public void Random_damage_gives_a_file_whatever_its_values()
    {
        byte[] archive = MBFileEncoder.Encode(s_sample);
        Gen.Select(Gen.Int[0, archive.Length - 1], Gen.Byte).Array[1, 4].Sample(
            flips =>
            {
                byte[] damaged = (byte[])archive.Clone();
                foreach ((int at, byte value) in flips)
                {
                    damaged[at] = value;
                }

                return Decode(s_sample, damaged).RelativePath == s_sample.RelativePath;
            },
            iter: 20_000);
    }

    [Fact]
    public void Times_beyond_the_calendar_are_moved_into_it()
    {
        BackupFile file = s_sample with { LastModified = long.MinValue, Birth = long.MaxValue };

        Assert.Equal(1, file.LastWriteTime.Year);
        Assert.Equal(9999, file.CreationTime.Year);
        Assert.Equal(long.MinValue, file.LastModified);
    }

    private static byte[] Example(string name) => KeybagVectors.All["mbfile_examples"]!.Bytes(name);

    private static ReadOnlyMemory<byte> Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Archive(PlistArray objects, PlistDictionary top) => PropertyList.ToBinary(new PlistDictionary
    {
        ["$top"] = top,
        ["$objects"] = objects,
        ["$archiver"] = "NSKeyedArchiver",
    });

    private static BackupFile Decode(string path, int flags, ReadOnlySpan<byte> archive) => BackupFileDecoder.Decode(
        FileIds.Compute("HomeDomain", path), "HomeDomain", Encoding.UTF8.GetBytes(path), flags, archive);

    private static BackupFile Decode(BackupFile file, ReadOnlySpan<byte> archive) => BackupFileDecoder.Decode(
        file.FileId, file.Domain, Encoding.UTF8.GetBytes(file.RelativePath), file.RowFlags, archive);

    private static void AssertSame(BackupFile expected, BackupFile actual)
    {
        Assert.Equal(expected.EncryptionKey.Span, actual.EncryptionKey.Span);
        Assert.Equal(expected.Digest.Span, actual.Digest.Span);
        Assert.Equal(expected.ExtendedAttributes.Span, actual.ExtendedAttributes.Span);
        Assert.Equal(WithoutBytes(expected), WithoutBytes(actual));
    }

    private static BackupFile WithoutBytes(BackupFile file) =>
        file with { EncryptionKey = default, Digest = default, ExtendedAttributes = default };
}
