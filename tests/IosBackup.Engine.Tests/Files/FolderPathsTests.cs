using System;
using System.IO;
using IosBackup.Engine.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Files;

public sealed class FolderPathsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("a/b", "a/b/", true)]
    [InlineData("a/b", "a/./x/../b", true)]
    [InlineData("a/b", "whole", true)]
    [InlineData("a/b", "whole/", true)]
    [InlineData("a/b", "relative", true)]
    [InlineData("a/b", "above/b", true)]
    [InlineData("a/b/new", "above/b/new", true)]
    [InlineData("c/d", "a/b/up", true)]
    [InlineData("c/d", "whole/up", true)]
    [InlineData("a/b", "a", false)]
    [InlineData("a/b", "a/bb", false)]
    [InlineData("a/b", "a/b/up", false)]
    [InlineData("loop", "a/b", false)]
    public void Links_on_the_way_and_separators_make_no_other_folder(string left, string right, bool areSame)
    {
        Directory.CreateDirectory(_folder["a/b"]);
        Directory.CreateDirectory(_folder["c/d"]);
        bool linked = FileLayer.Real.TrySymbolicLink(_folder["whole"], _folder["a/b"])
            && FileLayer.Real.TrySymbolicLink(_folder["relative"], "a/../a/b")
            && FileLayer.Real.TrySymbolicLink(_folder["above"], "a")
            && FileLayer.Real.TrySymbolicLink(_folder["a/b/up"], "../../c/d")
            && FileLayer.Real.TrySymbolicLink(_folder["loop"], "loop");
        if (linked)
        {
            Assert.Equal(areSame, FolderPaths.AreSame(_folder[left], _folder[right]));
            Assert.Equal(areSame, FolderPaths.AreSame(_folder[right], _folder[left]));
        }
    }

    public void Dispose() => _folder.Dispose();
}
