using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.VirtualDevice.Lockdown;

namespace IosBackup.VirtualDevice.Services;

/// <summary>A service that waits for the connection of the client that started it.</summary>
/// <param name="Definition">The service.</param>
/// <param name="Host">The trusted computer, whose certificates protect the connection; null for a plain one.</param>
/// <param name="EscrowBagSent">Whether the client sent its escrow bag.</param>
internal sealed record StartedService(ServiceDefinition Definition, PairedHost? Host, bool EscrowBagSent)
{
    public async Task ServeAsync(VirtualPhone phone, PhoneConnection connection, CancellationToken cancellationToken)
    {
        Stream stream = Host is null
            ? connection.Stream
            : await SecureChannel.AcceptAsync(connection.Stream, Host, phone.Faults);
        using (stream)
        {
            ServiceContext context = new(phone, stream, connection.Link, EscrowBagSent);
            await Definition.RunAsync(context, cancellationToken);
        }
    }
}
