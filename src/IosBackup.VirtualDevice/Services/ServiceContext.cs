using System.IO;
using IosBackup.VirtualDevice.Mux;

namespace IosBackup.VirtualDevice.Services;

/// <summary>What a service needs to serve a connection.</summary>
/// <param name="Phone">The phone.</param>
/// <param name="Stream">The connection, secured where the service asks for it.</param>
/// <param name="Link">How the phone is attached.</param>
/// <param name="EscrowBagSent">Whether the client sent its escrow bag when it started the service.</param>
internal sealed record ServiceContext(VirtualPhone Phone, Stream Stream, LinkKind Link, bool EscrowBagSent);
