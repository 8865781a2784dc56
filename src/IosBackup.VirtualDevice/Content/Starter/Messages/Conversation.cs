namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>A chat of the message store.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Service">iMessage, SMS or RCS.</param>
/// <param name="RoomName">The name that groups have in the column <c>room_name</c>.</param>
internal sealed record Conversation(long Row, string Service, string? RoomName);
