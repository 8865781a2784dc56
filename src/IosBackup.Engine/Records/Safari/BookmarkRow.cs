namespace IosBackup.Engine.Records.Safari;

/// <summary>A folder of the tree that bookmarks and tabs are kept in.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Parent">The row of the folder above it.</param>
/// <param name="SpecialId">What Safari made it for: 0 nothing, 1 the bar, 2 the menu, 3 the reading list.</param>
internal sealed record BookmarkRow(string Title, long Parent, long SpecialId);
