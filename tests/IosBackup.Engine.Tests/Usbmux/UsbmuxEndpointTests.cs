using System;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Usbmux;

public sealed class UsbmuxEndpointTests
{
    [Theory]
    [InlineData("UNIX:/run/usbmuxd", "/run/usbmuxd", null, 0)]
    [InlineData("unix:/run/usbmuxd", "/run/usbmuxd", null, 0)]
    [InlineData("/tmp/mux socket", "/tmp/mux socket", null, 0)]
    [InlineData(" 127.0.0.1:27015 ", null, "127.0.0.1", 27015)]
    [InlineData("mac-mini.example.org:5000", null, "mac-mini.example.org", 5000)]
    [InlineData("[::1]:27015", null, "::1", 27015)]
    [InlineData("[fe80::1%3]:65535", null, "fe80::1%3", 65535)]
    public void Endpoints_are_read_and_written(string text, string? path, string? host, int port)
    {
        UsbmuxEndpoint endpoint = UsbmuxEndpoint.Parse(text);

        Assert.Equal(path, endpoint.SocketPath);
        Assert.Equal(host, endpoint.Host);
        Assert.Equal(port, endpoint.Port);
        Assert.Equal(endpoint, UsbmuxEndpoint.Parse(endpoint.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData(":27015")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("host:+1")]
    [InlineData("host: 1")]
    [InlineData("::1:27015")]
    [InlineData("[host]:27015")]
    [InlineData("[]:27015")]
    [InlineData("UNIX:")]
    [InlineData("UNIX:relative")]
    [InlineData("C:\\pipe")]
    [InlineData("/nul\0byte")]
    [InlineData("a b:27015")]
    public void Anything_else_is_refused(string text)
    {
        EngineException refused = Assert.Throws<EngineException>(() => UsbmuxEndpoint.Parse(text));

        Assert.Equal(ErrorKind.InvalidArgument, refused.Kind);
        Assert.False(UsbmuxEndpoint.TryParse(text, out _));
    }

    [Fact]
    public void The_environment_overrides_the_platform_and_is_not_ignored_when_wrong()
    {
        string? before = Environment.GetEnvironmentVariable(UsbmuxEndpoint.Variable);
        try
        {
            Environment.SetEnvironmentVariable(UsbmuxEndpoint.Variable, null);
            Assert.Equal(UsbmuxEndpoint.PlatformDefault, UsbmuxEndpoint.FromEnvironment());
            Environment.SetEnvironmentVariable(UsbmuxEndpoint.Variable, "[::1]:5000");
            Assert.Equal("::1", UsbmuxEndpoint.FromEnvironment().Host);
            Environment.SetEnvironmentVariable(UsbmuxEndpoint.Variable, "nonsense");
            EngineException refused = Assert.Throws<EngineException>(UsbmuxEndpoint.FromEnvironment);
            Assert.Equal(ErrorKind.InvalidArgument, refused.Kind);
        }
        finally
        {
            Environment.SetEnvironmentVariable(UsbmuxEndpoint.Variable, before);
        }
    }
}
