using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Services;

/// <summary>How the services that exchange property lists report failures.</summary>
internal static class ServiceErrors
{
    private const int MaximumTextLength = 300;

    /// <summary>Gives the reply, unless it says <c>Error</c>.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DeviceFailed"/>.</exception>
    public static PlistDictionary ThrowIfError(this PlistDictionary reply, string what) =>
        reply.GetString("Error") is string error
            ? throw Failure(what, error, reply.GetString("ErrorDescription"))
            : reply;

    public static EngineException Failure(string what, string error, string? description = null) =>
        new(ErrorKind.DeviceFailed, $"{what}: {Short(description is null ? error : $"{error}: {description}")}")
        {
            DeviceError = Short(error),
        };

    private static string Short(string text) =>
        text.Length <= MaximumTextLength ? text : text.Substring(0, MaximumTextLength);
}
