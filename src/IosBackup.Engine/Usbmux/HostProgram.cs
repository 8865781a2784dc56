namespace IosBackup.Engine.Usbmux;

/// <summary>How this program introduces itself to services and devices.</summary>
internal static class HostProgram
{
    public const string Name = "IosBackup";

    public static string Version { get; } =
        typeof(HostProgram).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
