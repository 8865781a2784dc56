using System;
using System.IO;
using CsCheck;
using IosBackup.Engine.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Files;

public sealed class NativeFileStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public NativeFileStreamTests() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have the framework's stream.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_in_pieces_is_the_file() =>
        Gen.Byte.Array[0, 5000].Array[0, 8].Sample(
            pieces =>
            {
                string path = _folder[Guid.NewGuid().ToString("N")];
                using MemoryStream wanted = new();
                using (NativeFileStream file = NativeFiles.TryCreate(path, 0b110_100_100, folder: null)!)
                {
                    foreach (byte[] piece in pieces)
                    {
                        wanted.Write(piece);
                        FileLayer.Real.Write(file, piece, piece.Length);
                    }

                    FileLayer.Real.Flush(file);
                    Assert.Equal((wanted.Length, wanted.Length), (file.Position, file.Length));
                }

                Assert.Equal(wanted.ToArray(), File.ReadAllBytes(path));
            },
            iter: 50);

    [Fact]
    public void A_file_born_in_an_open_folder_gets_the_permissions_that_it_is_to_have() =>
        Gen.Select(Gen.Int[0, 0b111_111_111], Gen.Int[0, 0b111_111_111]).Array[1, 8].Sample(
            permissions =>
            {
                string path = Directory.CreateDirectory(_folder[Guid.NewGuid().ToString("N")]).FullName;
                using OpenFolder folder = new(path);
                foreach ((int born, int wanted) in permissions)
                {
                    string name = Path.Combine(path, Guid.NewGuid().ToString("N"));
                    FileStamp stamp = new(wanted, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), default);
                    using Stream file = FileLayer.Real.CreateNew(name, born, folder);

                    Assert.True(FileLayer.Real.TrySetAttributes(file, stamp));

                    Assert.Equal((UnixFileMode)wanted, new FileInfo(name).UnixFileMode);
                    Assert.Equal(stamp.Modified, File.GetLastWriteTimeUtc(name));
                }
            },
            iter: 50);

    [Fact]
    public void An_open_folder_that_is_gone_makes_nothing_elsewhere()
    {
        string path = Directory.CreateDirectory(_folder["gone"]).FullName;
        using OpenFolder folder = new(path);
        Directory.Delete(path);

        Assert.Throws<DirectoryNotFoundException>(
            () => FileLayer.Real.CreateNew(Path.Combine(path, "file"), 0b110_100_100, folder));
    }

    [Fact]
    public void A_full_disk_is_known_as_one()
    {
        using NativeFileStream file = Open("/dev/full");

        IOException error = Assert.Throws<IOException>(() => file.Write([1, 2, 3], 0, 3));

        Assert.True(FileErrors.IsFull(error));
    }

    [Fact]
    public void What_cannot_be_flushed_by_its_nature_is_no_failure()
    {
        using NativeFileStream file = Open("/dev/null");

        FileLayer.Real.Flush(file);
    }

    [Fact]
    public void A_closed_file_is_neither_read_nor_written()
    {
        NativeFileStream file = Open("/dev/null");
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.Write([1], 0, 1));
        Assert.Throws<NotSupportedException>(() => file.Read([1], 0, 1));
    }

    private static NativeFileStream Open(string path) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.Write), 0, FileAccess.Write);
}
