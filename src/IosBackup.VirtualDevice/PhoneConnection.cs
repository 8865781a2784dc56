using System.IO;
using IosBackup.VirtualDevice.Mux;

namespace IosBackup.VirtualDevice;

/// <summary>A connection to one of a phone's ports.</summary>
/// <param name="Stream">The bytes, plain so far. Disposing it ends the connection on both sides.</param>
/// <param name="Link">How the phone is attached.</param>
internal sealed record PhoneConnection(Stream Stream, LinkKind Link);
