import com.graphhopper.jsprit.core.algorithm.VehicleRoutingAlgorithm;
import com.graphhopper.jsprit.core.algorithm.box.Jsprit;
import com.graphhopper.jsprit.core.problem.Location;
import com.graphhopper.jsprit.core.problem.VehicleRoutingProblem;
import com.graphhopper.jsprit.core.problem.job.Service;
import com.graphhopper.jsprit.core.problem.job.Shipment;
import com.graphhopper.jsprit.core.problem.solution.VehicleRoutingProblemSolution;
import com.graphhopper.jsprit.core.problem.solution.route.VehicleRoute;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TimeWindow;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleImpl;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleType;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleTypeImpl;
import com.graphhopper.jsprit.core.util.FastVehicleRoutingTransportCostsMatrix;
import com.graphhopper.jsprit.core.util.RandomNumberGeneration;
import com.graphhopper.jsprit.core.util.Solutions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** jsprit's own recipe under the distance objective: FILE --seconds S --seed K, one JSON line. */
public final class JspritRun {
    private static final int PROBE = 100;

    public static void main(String[] args) throws Exception {
        double seconds = option(args, "--seconds", 5);
        Instance instance = new Instance(Path.of(args[0]));
        RandomNumberGeneration.setSeed((long) option(args, "--seed", 1));
        double cpuFrom = cpuSeconds();
        long wallFrom = System.nanoTime();
        VehicleRoutingProblem problem = problem(instance);

        // Its threshold cools with the count of iterations, so each run is told how many there will be time for, as fast as the
        // one before was (the machine gets faster while it compiles); what is found goes on into the next.
        VehicleRoutingProblemSolution best = null;
        int iterations = 0;
        int affordable = PROBE;
        while (cpuSeconds() - cpuFrom < 0.95 * seconds) {
            double from = cpuSeconds();
            int[] done = {0};
            best = iterate(problem, affordable, cpuFrom + seconds, best, done);
            iterations += done[0];
            double left = cpuFrom + seconds - cpuSeconds();
            affordable = (int) Math.max(PROBE, done[0] / Math.max(1e-3, cpuSeconds() - from) * left);
        }
        String routes = best.getRoutes().stream().map(JspritRun::places).collect(Collectors.joining(",", "[", "]"));

        System.out.printf(
            "{\"solver\":\"jsprit\",\"instance\":\"%s\",\"routes\":%s,\"iterations\":%d,\"seconds\":%.3f,\"cpuSeconds\":%.3f}%n",
            instance.name, routes, iterations, (System.nanoTime() - wallFrom) / 1e9, cpuSeconds() - cpuFrom);
    }

    private static VehicleRoutingProblemSolution iterate(
            VehicleRoutingProblem problem, int iterations, double untilCpu, VehicleRoutingProblemSolution start, int[] done) {
        VehicleRoutingAlgorithm algorithm = Jsprit.Builder.newInstance(problem)
            .setProperty(Jsprit.Parameter.THREADS, "1")
            .setProperty(Jsprit.Parameter.FAST_REGRET, "true")
            .setProperty(Jsprit.Parameter.ITERATIONS, String.valueOf(iterations))
            .buildAlgorithm();
        if (start != null) algorithm.addInitialSolution(start);
        algorithm.setPrematureAlgorithmTermination(found -> {
            done[0]++;
            return cpuSeconds() > untilCpu;
        });
        return Solutions.bestOf(algorithm.searchSolutions());
    }

    private static String places(VehicleRoute route) {
        return route.getActivities().stream()
            .map(activity -> String.valueOf(activity.getLocation().getIndex()))
            .collect(Collectors.joining(",", "[", "]"));
    }

    private static VehicleRoutingProblem problem(Instance instance) {
        int size = instance.stops.size();
        FastVehicleRoutingTransportCostsMatrix.Builder costs =
            FastVehicleRoutingTransportCostsMatrix.Builder.newInstance(size, false);
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                costs.addTransportTimeAndDistance(i, j, instance.matrix[i][j], instance.matrix[i][j]);
        VehicleRoutingProblem.Builder builder = VehicleRoutingProblem.Builder.newInstance()
            .setFleetSize(VehicleRoutingProblem.FleetSize.FINITE)
            .setRoutingCost(costs.build());
        VehicleType type = VehicleTypeImpl.Builder.newInstance("van")
            .addCapacityDimension(0, instance.capacity)
            .setCostPerDistance(1)
            .build();
        Instance.Stop depot = instance.stops.get(0);
        for (int v = 0; v < instance.fleet; v++)
            builder.addVehicle(VehicleImpl.Builder.newInstance("v" + v)
                .setStartLocation(Location.newInstance(0))
                .setType(type)
                .setEarliestStart(depot.earliest())
                .setLatestArrival(depot.latest())
                .build());
        for (int k = 1; k < size; k++) addJob(builder, instance, k);
        return builder.build();
    }

    private static void addJob(VehicleRoutingProblem.Builder builder, Instance instance, int k) {
        Instance.Stop stop = instance.stops.get(k);
        if (!instance.hasPairs()) {
            builder.addJob(Service.Builder.newInstance(String.valueOf(k))
                .setLocation(Location.newInstance(k))
                .addSizeDimension(0, stop.demand())
                .setServiceTime(stop.service())
                .setTimeWindow(TimeWindow.newInstance(stop.earliest(), stop.latest()))
                .build());
            return;
        }
        if (stop.delivery() == 0) return;
        Instance.Stop drop = instance.stops.get(stop.delivery());
        builder.addJob(Shipment.Builder.newInstance(String.valueOf(k))
            .addSizeDimension(0, stop.demand())
            .setPickupLocation(Location.newInstance(k))
            .setPickupServiceTime(stop.service())
            .setPickupTimeWindow(TimeWindow.newInstance(stop.earliest(), stop.latest()))
            .setDeliveryLocation(Location.newInstance(stop.delivery()))
            .setDeliveryServiceTime(drop.service())
            .setDeliveryTimeWindow(TimeWindow.newInstance(drop.earliest(), drop.latest()))
            .build());
    }

    /** Of the whole process, as for everybody else: what the machine spends on compiling and cleaning counts. */
    private static double cpuSeconds() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    private static double option(String[] args, String name, double otherwise) {
        int at = List.of(args).indexOf(name);
        return at < 0 ? otherwise : Double.parseDouble(args[at + 1]);
    }
}
